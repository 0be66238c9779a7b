// Which page stands at which path. Home comes with the first load; the others are fetched when they are needed.
import { Home } from '../features/home/Home';
import { page } from '@ui/lazy';

export const pages = [
  page('/', Home),
  page('/check', () => import('../features/policy/interview/Interview').then((m) => m.Interview)),
  page('/check/answers', () => import('../features/policy/interview/AnswerList').then((m) => m.AnswerList)),
  page('/check/fact/:group/:name', () => import('../features/policy/interview/Interview').then((m) => m.Interview)),
  page('/result', () => import('../features/policy/result/Result').then((m) => m.Result)),
  page('/routes', () => import('../features/policy/guide/RouteIndex').then((m) => m.RouteIndex)),
  page('/routes/:id', () => import('../features/policy/guide/RouteGuide').then((m) => m.RouteGuide)),
  page('/plan', () => import('../features/plans/FindPlan').then((m) => m.FindPlan)),
  page('/plan/new', () => import('../features/plans/NewPlan').then((m) => m.NewPlan)),
  page('/plan/:code', () => import('../features/plans/PlanPage').then((m) => m.PlanPage)),
  page('/book', () => import('../features/book/Book').then((m) => m.Book)),
  page('/book/:code', () => import('../features/book/Move').then((m) => m.Move)),
  page('/ask', () => import('../features/follow/Ask').then((m) => m.Ask)),
  page('/follow', () => import('../features/follow/Follow').then((m) => m.FindCode)),
  page('/follow/:code', () => import('../features/follow/Follow').then((m) => m.Follow)),
  page('/account', () => import('../features/account/Account').then((m) => m.Account)),
  page('/account/new', () => import('../features/account/Account').then((m) => m.NewAccount)),
  page('/sources', () => import('../features/about/About').then((m) => m.Sources)),
  page('/privacy', () => import('../features/about/About').then((m) => m.Privacy)),
  page('/accessibility', () => import('../features/about/About').then((m) => m.Accessibility)),
];
