// Decimals of 34 digits over BigInt, for the reference evaluator: coefficient * 10^exponent, rounded half even.
// Shares no code with the engine, and is written to be read rather than to be fast.
const DIGITS = 34;

const power = (n) => 10n ** BigInt(n);
const magnitude = (n) => (n < 0n ? -n : n);

// `sticky`: digits were already cut off below the coefficient's last one.
function rounded(coefficient, exponent, sticky = false) {
  const excess = magnitude(coefficient).toString().length - DIGITS;
  if (excess <= 0) return { coefficient, exponent };
  const unit = power(excess);
  let quotient = magnitude(coefficient) / unit;
  const twice = 2n * (magnitude(coefficient) % unit);
  if (twice > unit || (twice === unit && (sticky || quotient % 2n === 1n))) quotient += 1n;
  return rounded(coefficient < 0n ? -quotient : quotient, exponent + excess);
}

function aligned(a, b) {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (n) => n.coefficient * power(n.exponent - exponent);
  return [scaled(a), scaled(b), exponent];
}

export function parse(text) {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new Error(`not a number: ${text}`);
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const coefficient = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return rounded(coefficient, Number(exponent) - fraction.length);
}

export const of = (integer) => ({ coefficient: BigInt(integer), exponent: 0 });

export function add(a, b) {
  const [x, y, exponent] = aligned(a, b);
  return rounded(x + y, exponent);
}
export const rounded34 = (a) => rounded(a.coefficient, a.exponent);
export const negate = (a) => ({ coefficient: -a.coefficient, exponent: a.exponent });
export const subtract = (a, b) => add(a, negate(b));
export const exactProduct = (a, b) => ({
  coefficient: a.coefficient * b.coefficient,
  exponent: a.exponent + b.exponent,
});
export const multiply = (a, b) => rounded(a.coefficient * b.coefficient, a.exponent + b.exponent);

// null: division by zero.
export function divide(a, b) {
  if (b.coefficient === 0n) return null;
  const shift = 2 * DIGITS + magnitude(b.coefficient).toString().length;
  const numerator = a.coefficient * power(shift);
  return rounded(
    numerator / b.coefficient,
    a.exponent - b.exponent - shift,
    numerator % b.coefficient !== 0n,
  );
}

// a - b * floor(a / b), the quotient exact. null: division by zero.
export function modulo(a, b) {
  const [x, y, exponent] = aligned(a, b);
  if (y === 0n) return null;
  const rest = x % y;
  return rounded(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest, exponent);
}

export function compare(a, b) {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// The largest integer that is not above a / 10^-scale, as a decimal of that scale.
export function floor(a, scale = 0) {
  if (a.exponent >= -scale) return a;
  const unit = power(-scale - a.exponent);
  let quotient = a.coefficient / unit;
  if (a.coefficient < 0n && a.coefficient % unit !== 0n) quotient -= 1n;
  return { coefficient: quotient, exponent: -scale };
}
export const ceiling = (a, scale = 0) => negate(floor(negate(a), scale));

export function halfEven(a, scale) {
  if (a.exponent >= -scale) return a;
  const unit = power(-scale - a.exponent);
  let quotient = magnitude(a.coefficient) / unit;
  const twice = 2n * (magnitude(a.coefficient) % unit);
  if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient += 1n;
  return { coefficient: a.coefficient < 0n ? -quotient : quotient, exponent: -scale };
}

export const isInteger = (a) => compare(a, floor(a)) === 0;
export const toNumber = (a) => Number(toText(a));

// Plain notation without superfluous zeros where it stays under 40 digits, else "1.5E+300"; equal numbers have equal
// texts.
export function toText(a) {
  let { coefficient, exponent } = a;
  if (coefficient === 0n) return '0';
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  const sign = coefficient < 0n ? '-' : '';
  const digits = magnitude(coefficient).toString();
  if (Math.max(digits.length, -exponent, digits.length + exponent) > 40) {
    const power = exponent + digits.length - 1;
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}E${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  }
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
