// Which page stands at which path, and what stands in the rail. A new page is one line in each of the two tables;
// its commands come from useCommands in the page itself.
import type { SignedIn } from '../session/session';
import { may } from '../session/session';
import { MyWork } from '../features/mywork/MyWork';
import { page } from '@ui/lazy';
import type { AppKey } from './texts';

export const pages = [
  page('/work', MyWork, true),
  page('/hotline', () => import('../features/hotline/Hotline').then((m) => m.Hotline)),
  page('/requests', () => import('../features/requests/Requests').then((m) => m.Requests)),
  page('/requests/:id', () => import('../features/request/RequestPage').then((m) => m.RequestPage)),
  page('/cases', () => import('../features/cases/Cases').then((m) => m.Cases)),
  page('/cases/:id', () => import('../features/case/CasePage').then((m) => m.CasePage)),
  page('/cases/:id/receipt', () => import('../features/case/receipt/Receipt').then((m) => m.Receipt)),
  page('/green', () => import('../features/cases/Green').then((m) => m.GreenChannel)),
  page('/experts', () => import('../features/experts/Experts').then((m) => m.Experts)),
  page('/hall', () => import('../features/hall/Hall').then((m) => m.Hall)),
  page('/people', () => import('../features/people/People').then((m) => m.People)),
  page('/people/:id', () => import('../features/people/Person').then((m) => m.Person)),
  page('/employers/:id', () => import('../features/people/People').then((m) => m.Employer)),
  page('/plans/:id', () => import('../features/plan-room/PlanRoom').then((m) => m.PlanRoom)),
  page('/overview', () => import('../features/overview/Overview').then((m) => m.Overview)),
  page('/account', () => import('../features/account/Account').then((m) => m.Account)),
];

export interface NavEntry {
  path: string;
  label: AppKey;
  key: string; // after G
  at: RegExp; // pages that it stands for
  section: 1 | 2 | 3;
  count?: 'work' | 'requests'; // which number stands beside it
  for: (session: SignedIn) => boolean;
}

export const nav: readonly NavEntry[] = [
  { path: '/work', label: 'nav_work', key: 'W', at: /^\/work$/, section: 1, count: 'work', for: (s) => may.seeRequests(s.post.role) },
  { path: '/hotline', label: 'nav_hotline', key: 'H', at: /^\/hotline/, section: 1, for: (s) => may.open(s.post.role) },
  { path: '/requests', label: 'nav_requests', key: 'R', at: /^\/requests/, section: 2, count: 'requests', for: (s) => may.seeRequests(s.post.role) },
  { path: '/cases', label: 'nav_cases', key: 'C', at: /^\/cases/, section: 2, for: (s) => may.seeRequests(s.post.role) },
  { path: '/green', label: 'nav_green', key: 'G', at: /^\/green/, section: 2, for: (s) => may.seeRequests(s.post.role) },
  { path: '/experts', label: 'nav_experts', key: 'X', at: /^\/experts/, section: 2, for: (s) => may.seeRequests(s.post.role) },
  { path: '/hall', label: 'nav_hall', key: 'L', at: /^\/hall/, section: 2, for: (s) => may.seeRequests(s.post.role) && s.post.role !== 'auditor' },
  { path: '/people', label: 'nav_people', key: 'P', at: /^\/(people|employers|plans)/, section: 3, for: (s) => may.seeRequests(s.post.role) },
  { path: '/overview', label: 'nav_overview', key: 'O', at: /^\/overview/, section: 3, for: (s) => may.supervise(s.post.role) },
  { path: '/account', label: 'nav_account', key: 'A', at: /^\/account/, section: 3, for: () => true },
];
