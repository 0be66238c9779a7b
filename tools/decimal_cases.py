#!/usr/bin/python3
"""Writes COUNT cases for the decimal test, worked out with Python's decimal module: "operation a b result" a line, - for none.

    decimal_cases.py COUNT [SEED]

Nothing of it is shared with the subject, which calculates with Intel's library and an inline path of its own. What Python does
not round correctly itself (powers, modulo) is worked out exactly and rounded once.
"""
import random
import sys
from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context,
                     Decimal, InvalidOperation)
from fractions import Fraction

# decimal128: 34 digits, exponents down to -6176.
D128 = Context(prec=34, Emin=-6143, Emax=6144, clamp=1, rounding=ROUND_HALF_EVEN, traps=[])
EXACT = Context(prec=30_000, Emin=-99_999, Emax=99_999, traps=[InvalidOperation])
ROUNDINGS = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP, "half_down": ROUND_HALF_DOWN, "up": ROUND_UP,
             "down": ROUND_DOWN, "floor": ROUND_FLOOR, "ceiling": ROUND_CEILING}


class Cases:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def digits(self, length):
        style = self.random.randrange(4)
        if style == 0:
            return "".join(self.random.choice("0059") for _ in range(length))
        if style == 1:  # a tie, or nearly one
            half = self.random.randrange(length + 1)
            return "".join(self.random.choice("0123456789") for _ in range(length - half)) + ("5" + "0" * half)[:half]
        return "".join(self.random.choice("0123456789") for _ in range(length))

    def number(self, exponents=(-40, 40), longest=34):
        text = self.digits(self.random.randint(1, longest))
        edge = self.random.randrange(12)
        if edge == 0:
            exponent = self.random.randint(-6176, -6100)  # subnormal, or nearly
        elif edge == 1:
            exponent = self.random.randint(6080, 6111)  # close to overflow
        else:
            exponent = self.random.randint(*exponents)
        return D128.create_decimal(self.random.choice(["", "-"]) + text + "E" + str(exponent))

    def plain(self):
        return self.number((-20, 5), 20)

    # One method a kind of case: (a, b, result); None: there is no finite result.
    def add(self):
        a, b = self.number(), self.number()
        return a, b, D128.add(a, b)

    def subtract(self):
        a = self.number()
        b = self.random.choice([self.number(), D128.next_plus(a), a])
        return a, b, D128.subtract(a, b)

    def multiply(self):
        a, b = self.number((-3100, 3100) if self.random.randrange(4) == 0 else (-40, 40)), self.number((-3100, 3100) if self.random.randrange(4) == 0 else (-40, 40))
        return a, b, D128.multiply(a, b)

    def divide(self):
        a, b = self.number(), self.random.choice([self.number(), Decimal(self.random.randint(-1000, 1000))])
        return a, b, D128.divide(a, b)

    def modulo(self):
        a, b = self.number((-20, 20)), self.number((-20, 20))
        if not b or max(abs(a.adjusted()), abs(b.adjusted())) > 200:
            a, b = Decimal(self.random.randint(-10**9, 10**9)), Decimal(self.random.randint(1, 10**6)) * self.random.choice([1, -1])
        exact = Fraction(a) - Fraction(b) * (Fraction(a) // Fraction(b))
        scale = min(a.as_tuple().exponent, b.as_tuple().exponent)
        whole = exact / Fraction(10) ** scale
        return a, b, D128.create_decimal(EXACT.scaleb(Decimal(whole.numerator), scale))

    def power(self):
        n = self.random.choice([self.random.randint(0, 12), self.random.randint(-40, 400)])
        a = self.plain() if self.random.randrange(3) else D128.create_decimal("1." + "0" * self.random.randint(0, 20) + self.digits(4))
        if not a and n <= 0:
            return a, Decimal(n), Decimal(1) if n == 0 else None
        exact = EXACT.create_decimal(1)
        for _ in range(abs(n)):
            exact = EXACT.multiply(exact, a)
        return a, Decimal(n), D128.divide(Decimal(1), exact) if n < 0 else D128.plus(exact)

    def sqrt(self):
        a = abs(self.number())
        a = self.random.choice([a, D128.multiply(Decimal(self.random.randint(0, 10**17)), 1) ** 2])
        return a, Decimal(0), D128.sqrt(a)

    def exp(self):
        a = self.number((-38, -30))
        return a, Decimal(0), D128.exp(a)

    def log(self):
        a = abs(self.number())
        return a, Decimal(0), D128.ln(a) if a else None

    def compare(self):
        a = self.number()
        b = self.random.choice([self.number(), a, D128.next_plus(a), D128.next_minus(a), -a])
        return a, b, D128.compare(a, b)

    def rounded(self):
        a = self.number((-36, 3))
        scale = self.random.randint(-8, 40)
        mode = self.random.choice(list(ROUNDINGS))
        step = Decimal((0, (1,), -scale))
        exact = a.quantize(step, rounding=ROUNDINGS[mode], context=EXACT) if a.as_tuple().exponent < -scale else a
        return a, f"{mode}:{scale}", D128.plus(exact)

    def parse(self):
        text = self.digits(self.random.randint(1, 60))
        point = self.random.randint(0, len(text) - 1)
        text = text[:point] + "." + text[point:] + self.random.choice(["", "e" + str(self.random.randint(-6250, 6200))])
        return text, Decimal(0), D128.create_decimal(text)


KINDS = ["add", "subtract", "multiply", "divide", "modulo", "power", "sqrt", "exp", "log", "compare", "rounded", "parse"]


def shown(value):
    if value is None or (isinstance(value, Decimal) and not value.is_finite()):
        return "-"
    return str(value)


def main():
    count = int(sys.argv[1])
    cases = Cases(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    # Slow kinds come less often.
    weights = [8, 8, 8, 8, 6, 2, 6, 1, 1, 6, 8, 6]
    for kind in cases.random.choices(KINDS, weights, k=count):
        a, b, result = getattr(cases, kind)()
        print(kind, shown(a), shown(b), shown(result))


if __name__ == "__main__":
    main()
