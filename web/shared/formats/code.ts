// Codes of plans and requests: 17 characters of Crockford's alphabet, spoken in groups 4-4-4-4-1.

export const codeLength = 17;

export function formatCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

// The beginning, where there is no room for all of it.
export const shortCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4, 8)}…`;

// Forgiving: case, spaces, hyphens and full-width letters do not matter; O is 0, I and L are 1. Null when
// it cannot be a code.
export function parseCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z*~$=]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}[0-9A-HJKMNP-Z*~$=]$/.test(plain) ? plain : null;
}
