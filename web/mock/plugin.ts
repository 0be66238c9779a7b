// The invented rules behind the API's paths, as a Vite plugin: `npm run mock`, and `vite preview --mode mock`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { AssessmentRequest, Plan, PlanRequest, Problem, QuestionAnswer, QuestionRequest, Task } from '../shared/api/types';
import { assess, facts, guideOf, isTable, meta, routeList, yearsAsked } from './rules.ts';

const plans = new Map<string, Plan>();
type Reply = { status: number; body?: unknown; text?: string; type?: string; headers?: Record<string, string> };
const ok = (body: unknown, status = 200): Reply => ({ status, body });
const missing: Reply = { status: 404, body: { title: 'Not found', status: 404, detail: 'Not found' } satisfies Problem };

function nextQuestion(request: QuestionRequest): QuestionAnswer {
  const answered = facts.filter((fact) => request.facts[fact.id] !== undefined);
  const open = facts.filter((fact) => request.facts[fact.id] === undefined && !request.skipped.some((path) => path === fact.id || path.startsWith(`${fact.id}.`)));
  const fact = open[0];
  const routes = routeList.routes.filter((route) => route.id.startsWith('pr-'));
  return {
    question: fact ? { fact, ...(fact.type === 'years' ? { years: yearsAsked } : {}), route_ids: routes.map((route) => route.id), routes: routes.map((route) => route.title) } : null,
    at_most: open.length, answered: answered.length, form_size: 58,
    known: answered.map((one) => {
      const value = request.facts[one.id];
      const text = isTable(value) ? Object.keys(value).join(', ') : String(value);
      return { fact: one.id, label: one.label, value: one.options?.find((option) => option.code === text)?.label ?? { zh: text === 'true' ? '是' : text === 'false' ? '不是' : text, en: text === 'true' ? 'Yes' : text === 'false' ? 'No' : text } };
    }),
  };
}

function planOf(request: PlanRequest, code: string): Plan {
  const judged = assess(request.facts, request.as_of ?? meta.today, request.region);
  const task = (date: string | null, kind: Task['kind'], who: string, zh: string, en: string): Task => ({ date, kind, who, title: { zh, en }, detail: { zh: '', en: '' }, route: request.chosen[0] ?? '' });
  return {
    code, created_at: '2026-11-24T16:00:00+08:00', version: 1, region: request.region, as_of: judged.as_of, rules_version: judged.rules_version, packs: judged.packs,
    title: request.title ?? '', chosen: request.chosen, assessment: judged, facts: request.facts, rules_changed: false, changes: [],
    tasks: [
      task('2026-12-01', 'todo', 'employer', '开在职证明、办理函', 'Get the employer’s letter'),
      task('2026-12-10', 'deadline', 'person', '最后一天：递交居留证件', 'Last day to hand in for the permit'),
      task('2027-03-15', 'opens', 'person', '可以递交永久居留', 'Permanent residence can be handed in'),
      task('2027-09-11', 'result', 'agency', '永久居留有结果', 'Result of permanent residence'),
      task(null, 'uncertain', 'person', '健康证明，递交前6个月内', 'Health certificate, within 6 months before'),
    ],
  };
}

function answer(method: string, path: string, body: string, query: URLSearchParams): Reply {
  if (path === '/meta') return ok(meta);
  if (path === '/facts') return ok({ region: query.get('region'), facts });
  if (path === '/routes') return ok({ ...routeList, region: query.get('region') ?? 'cn-31' });
  if (path === '/assessments') {
    const request = JSON.parse(body) as AssessmentRequest;
    return ok(assess(request.facts, request.as_of ?? meta.today, request.region));
  }
  if (path === '/questions') return ok(nextQuestion(JSON.parse(body) as QuestionRequest));
  if (path === '/plans' && method === 'POST') {
    const code = `7K4M92TXP0A1B2C3${plans.size % 10}`;
    const plan = planOf(JSON.parse(body) as PlanRequest, code);
    plans.set(code, plan);
    return { ...ok(plan, 201), headers: { etag: '"1"', location: `/api/v1/plans/${code}` } };
  }
  const guide = /^\/routes\/([^/]+)$/.exec(path);
  if (guide) {
    const found = guideOf(guide[1] ?? '');
    return found ? ok(found) : missing;
  }
  const plan = /^\/plans\/([^/]+)(\/qr\.svg|\/calendar\.ics)?$/.exec(path);
  const found = plan && plans.get(plan[1] ?? '');
  if (!found) return missing;
  if (plan[2] === '/qr.svg') return { status: 200, type: 'image/svg+xml', text: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0z"/></svg>' };
  if (plan[2]) return { status: 200, type: 'text/calendar', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
  if (method === 'DELETE') {
    plans.delete(found.code);
    return { status: 204 };
  }
  return { ...ok(found), headers: { etag: '"1"' } };
}

function handle(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const url = new URL(request.url ?? '/', 'http://here');
  if (!url.pathname.startsWith('/api/v1')) {
    next();
    return;
  }
  let body = '';
  request.on('data', (part: Buffer) => { body += part.toString(); });
  request.on('end', () => {
    const reply = answer(request.method ?? 'GET', url.pathname.slice('/api/v1'.length), body, url.searchParams);
    response.writeHead(reply.status, { 'content-type': reply.type ?? 'application/json', ...reply.headers });
    response.end(reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)));
  });
}

export const mockApi = (): Plugin => ({
  name: 'gangway-mock-api',
  configureServer: (server) => { server.middlewares.use(handle); },
  configurePreviewServer: (server) => { server.middlewares.use(handle); },
});
