// A test is a name and a function; `equal` says what differs. `test_field_modules.py` runs each one in Chromium.

export const tests = new Map();

export function test(name, run) {
  if (tests.has(name)) throw new Error(`two tests are called “${name}”`);
  tests.set(name, run);
}

export function equal(seen, expected) {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${left}\nis not\n${right}`);
}

/** A line that answers as told: `answers` are taken in turn; "cut" is no answer, "lost" one that never arrives. */
export class Line {
  constructor(server) {
    Object.assign(this, { server, calls: [], faults: [] });
  }

  async call(name, ...rest) {
    this.calls.push(name);
    const fault = this.faults.shift() ?? "";
    if (fault === "cut") throw this.failure("line");
    if (fault === "busy") throw this.failure("busy");
    const answer = this.server[name](...rest);
    if (fault === "lost") throw this.failure("line");
    return answer;
  }

  failure(kind) {
    return new this.ApiError(kind);
  }
}
