import { describe, expect, it } from 'vitest';
import { matchPath, readLocation } from './router';

describe('router', () => {
  it('takes language and path apart', () => {
    expect(readLocation('/en/routes/pr-work?x=1')).toMatchObject({ lang: 'en', path: '/routes/pr-work' });
    expect(readLocation('/zh/')).toMatchObject({ lang: 'zh', path: '/' });
    expect(readLocation('/zh')).toMatchObject({ lang: 'zh', path: '/' });
    expect(readLocation('/zhong')).toMatchObject({ lang: null, path: '/zhong' });
  });
  it('leaves out the folder of the application', () => {
    expect(readLocation('/desk/en/requests/12', '/desk')).toMatchObject({ lang: 'en', path: '/requests/12' });
    expect(readLocation('/desk', '/desk')).toMatchObject({ lang: null, path: '/' });
    expect(readLocation('/desk/', '/desk')).toMatchObject({ lang: null, path: '/' });
  });
  it('matches patterns and survives broken escapes', () => {
    expect(matchPath('/routes/:id', '/routes/a%20b')).toEqual({ id: 'a b' });
    expect(matchPath('/routes/:id', '/routes/a/b')).toBeNull();
    expect(matchPath('/routes/:id', '/routes/%')).toBeNull();
  });
});
