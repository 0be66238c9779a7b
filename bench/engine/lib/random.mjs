// A small deterministic generator (splitmix32): the same seed gives the same workloads and models everywhere.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  // 32 random bits.
  bits() {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  }
  // An integer of low..high, both included.
  int(low, high) {
    return low + (this.bits() % (high - low + 1));
  }
  chance(percent) {
    return this.bits() % 100 < percent;
  }
  pick(items) {
    return items[this.bits() % items.length];
  }
}
