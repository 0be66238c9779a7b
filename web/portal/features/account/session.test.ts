import { ApiError } from '@shared/api/client';
import { expect, test } from 'vitest';
import { faultsOf } from './session';

test('a fault stands at the field that the server names, and else where it can be seen', () => {
  const problem = { type: 'about:blank', title: 'T', status: 422, code: 'access.bad_login', detail: 'D', errors: [{ pointer: '/login', code: 'access.bad_login', detail: 'Too short' }] };
  expect(faultsOf(new ApiError('invalid', problem, ''), ['login', 'password'], 'password', '?')).toEqual([{ field: 'login', text: 'Too short' }]);
  expect(faultsOf(new ApiError('invalid', problem, ''), ['password'], 'password', '?')).toEqual([{ field: 'password', text: 'D' }]);
  expect(faultsOf(new Error('x'), ['password'], 'password', '?')).toEqual([{ field: 'password', text: '?' }]);
});
