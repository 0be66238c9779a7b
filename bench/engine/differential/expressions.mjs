// Random FEEL expressions, each with its meaning.
//
// Shape:  an expression is { text, run(scope) }; a scope is a plain object from names to values. What is asked for is
//         given most of the time; null and values of other kinds are mixed in.
import * as decimal from '../lib/decimal.mjs';
import { apply, both, either, operations, truth } from './operations.mjs';
import * as v from './values.mjs';

const TYPES = ['number', 'string', 'boolean', 'date', 'days', 'months', 'numbers', 'strings'];

const constant = (text, value) => ({ text, run: () => value });

export function literal(random, type) {
  switch (type) {
    case 'number': {
      const digits = random.pick([0, 0, 0, 1, 2]);
      const text =
        digits === 0 ? `${random.int(-20, 60)}` : (random.int(-2000, 6000) / 10 ** digits).toFixed(digits);
      return constant(text, decimal.parse(text));
    }
    case 'string': {
      const text = random.pick([
        '',
        'a',
        'b',
        'ab',
        'abc',
        'B',
        'a-b',
        'x-y-z',
        '港湾',
        'é',
        '😀a',
        'straße',
        '12',
      ]);
      return constant(JSON.stringify(text), text);
    }
    case 'boolean': {
      const value = random.chance(50);
      return constant(String(value), value);
    }
    case 'date': {
      const text = `${random.int(1999, 2030)}-${random.pick(['01-31', '02-28', '03-01', '06-15', '12-31', '10-01'])}`;
      return constant(`@"${text}"`, { day: v.dayOf(text) });
    }
    case 'days': {
      const seconds = random.pick([1, -1]) * random.pick([0, 3600, 86400, 90000, 40 * 86400, 59]);
      return constant(`@"${v.daysText(seconds)}"`, { seconds });
    }
    case 'months': {
      const months = random.int(-30, 30);
      return constant(`@"${v.monthsText(months)}"`, { months });
    }
    case 'range': {
      const [low, high] = [random.int(-5, 10), random.int(5, 20)].sort((a, b) => a - b);
      const [lowClosed, highClosed] = [random.chance(50), random.chance(50)];
      const value = { low: decimal.of(low), high: decimal.of(high), lowClosed, highClosed };
      return constant(`${lowClosed ? '[' : '('}${low}..${high}${highClosed ? ']' : ')'}`, value);
    }
    default:
      throw new Error(`no literal of ${type}`);
  }
}

const ITEM = { numbers: 'number', strings: 'string', booleans: 'boolean' };

export class Expressions {
  // variables: [{ name, type }]
  constructor(random, variables) {
    this.random = random;
    this.variables = variables;
    this.locals = 0;
  }

  make(type, depth) {
    const { random } = this;
    if (random.chance(2)) return constant('null', null);
    if (random.chance(2)) return this.make(random.pick(TYPES), Math.min(depth, 1));
    if (depth <= 0) return this.leaf(type);
    if (type === 'list') return this.make('numbers', depth);
    if (random.chance(30)) return this.form(type, depth);
    return this.operation(type, depth);
  }

  leaf(type) {
    const known = this.variables.filter((each) => each.type === type);
    if (known.length > 0 && this.random.chance(65)) return this.variable(this.random.pick(known).name);
    if (type in ITEM || type === 'list') return this.list(ITEM[type] ?? 'number', 0);
    if (type === 'any') return this.leaf(this.random.pick(TYPES));
    return literal(this.random, type);
  }

  variable(name) {
    return { text: name, run: (scope) => scope[name] };
  }

  list(type, depth) {
    const items = Array.from({ length: this.random.int(0, 4) }, () => this.make(type, depth - 1));
    return {
      text: `[${items.map(({ text }) => text).join(', ')}]`,
      run: (scope) => items.map((each) => each.run(scope)),
    };
  }

  operation(type, depth) {
    const known = operations.get(type);
    if (!known) return this.leaf(type);
    const operation = this.random.pick(known);
    const wanted = operation.wanted ?? operation.args;
    const args = wanted.map((each) => this.make(each, depth - 1));
    return {
      text: operation.text.replace(/\{(\d)\}/g, (_, i) => args[Number(i)].text),
      run: (scope) =>
        apply(
          operation,
          args.map((each) => each.run(scope)),
        ),
    };
  }

  // What is not a strict operation.
  form(type, depth) {
    const forms = ['choose', 'choose', 'entry'];
    if (type === 'boolean') forms.push('quantified', 'quantified');
    if (type === 'numbers') forms.push('loop', 'loop', 'filter', 'filter', 'list');
    if (type === 'strings') forms.push('list');
    if (type === 'number') forms.push('counted', 'counted');
    return this[this.random.pick(forms)](type, depth);
  }

  choose(type, depth) {
    const [test, yes, no] = [
      this.make('boolean', depth - 1),
      this.make(type, depth - 1),
      this.make(type, depth - 1),
    ];
    return {
      text: `(if ${test.text} then ${yes.text} else ${no.text})`,
      run: (scope) => (test.run(scope) === true ? yes : no).run(scope),
    };
  }

  entry(type, depth) {
    const inner = this.make(type, depth - 1);
    const other = this.make(this.random.pick(TYPES), depth - 1);
    return { text: `{p: ${other.text}, q: ${inner.text}}.q`, run: (scope) => inner.run(scope) };
  }

  // An expression that also sees the items of a list under a name of its own.
  bound(type, itemType, depth, body) {
    this.locals += 1;
    const name = `i${this.locals}`;
    const outer = this.variables;
    this.variables = [...outer, { name, type: itemType }, { name, type: itemType }];
    const inner = body === undefined ? this.make(type, depth - 1) : body(name);
    this.variables = outer;
    return { name, inner, each: (list, scope) => list.map((item) => inner.run({ ...scope, [name]: item })) };
  }

  // What `for`, `some` and `every` do with a value that is no list: null for null, else a list of one.
  static items(value) {
    if (value === null || value === undefined) return v.reads('loop') ? [null] : null;
    return Array.isArray(value) ? value : [value];
  }

  quantified(type, depth) {
    const list = this.make('numbers', depth - 1);
    const { name, inner, each } = this.bound('boolean', 'number', depth);
    const [word, start, join] = this.random.pick([
      ['some', false, either],
      ['every', true, both],
    ]);
    return {
      text: `(${word} ${name} in ${list.text} satisfies ${inner.text})`,
      run: (scope) => {
        const items = Expressions.items(list.run(scope));
        const verdicts = items && each(items, scope).map(truth);
        return (
          verdicts &&
          (v.reads('quantifier') ? verdicts.map((one) => one ?? start) : verdicts).reduce(join, start)
        );
      },
    };
  }

  loop(type, depth) {
    if (this.random.chance(30)) {
      const [low, high] = [this.random.int(-2, 3), this.random.int(-2, 5)];
      const { name, inner, each } = this.bound('number', 'number', depth);
      const step = low <= high ? 1 : -1;
      const items = Array.from({ length: Math.abs(high - low) + 1 }, (_, i) => decimal.of(low + i * step));
      return {
        text: `(for ${name} in ${low}..${high} return ${inner.text})`,
        run: (scope) => each(items, scope),
      };
    }
    const list = this.make('numbers', depth - 1);
    const { name, inner, each } = this.bound('number', 'number', depth);
    return {
      text: `(for ${name} in ${list.text} return ${inner.text})`,
      run: (scope) => {
        const items = Expressions.items(list.run(scope));
        return items && each(items, scope);
      },
    };
  }

  // An item is kept only when its condition is true.
  filter(type, depth) {
    const list = this.make('numbers', depth - 1);
    const bound = this.make('number', depth - 1);
    const [sign, holds] = this.random.pick([
      ['>', (n) => n > 0],
      ['<=', (n) => n <= 0],
      ['=', (n) => n === 0],
    ]);
    return {
      text: `(${list.text})[item ${sign} ${bound.text}]`,
      run: (scope) => {
        const value = list.run(scope) ?? null;
        if (value === null && !v.reads('filter')) return null;
        return (Array.isArray(value) ? value : [value]).filter((item) => {
          const at = bound.run(scope);
          if (sign === '=') return v.equal(item, at) === true;
          if (v.reads('nulls') && sign === '<=' && v.equal(item, at) === true) return true;
          const order = v.order(item, at);
          return order !== null && holds(order);
        });
      },
    };
  }

  counted(type, depth) {
    const list = this.random.chance(50) ? this.filter('numbers', depth) : this.loop('numbers', depth);
    return {
      text: `count(${list.text})`,
      run: (scope) => (list.run(scope) === null ? null : decimal.of(list.run(scope).length)),
    };
  }
}
