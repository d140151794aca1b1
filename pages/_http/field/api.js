// The calls of version 1 of the field API (docs/field-api.md).

const BASE = "/field/api/v1";
const PATIENCE_MS = 30_000;

/**
 * A call that brought no answer, or a refusal.
 * `kind`: `line` (nothing came back), `busy` (the server failed), `sign_in`, `update` or `refused`.
 */
export class ApiError extends Error {
  constructor(kind, { code = kind, message = kind, status = 0, offset = null } = {}) {
    super(message);
    Object.assign(this, { kind, code, status, offset });
  }
}

export class Api {
  /** `build`: this page's; `language()`: in which refusals are worded; `onBuild(name)`: another build was named. */
  constructor({ build, language, onBuild = () => {}, fetcher = (...call) => fetch(...call) }) {
    Object.assign(this, { build, language, onBuild, fetcher });
  }

  today(project) {
    return this.json("GET", "/today", project === null ? {} : { project });
  }

  begin(project, body) {
    return this.json("POST", "/rounds", { project }, body);
  }

  send(project, round, device, items) {
    return this.json("POST", `/rounds/${round}/items`, { project }, { device, items });
  }

  round(project, round) {
    return this.json("GET", `/rounds/${round}`, { project });
  }

  sign(project, round, body) {
    return this.json("POST", `/rounds/${round}/sign`, { project }, body);
  }

  /** How many bytes of a photo the library has. */
  async photoOffset(project, photo) {
    try {
      const answer = await this.call("HEAD", `/photos/${photo}`, { project });
      return Number(answer.headers.get("Upload-Offset") ?? 0);
    } catch (error) {
      if (error.status === 404) return 0;
      throw error;
    }
  }

  /** Sends the bytes of a photo from `offset` on. */
  async photoPart(project, photo, { round, on, purpose, size }, offset, bytes) {
    const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    const query = { project, round, on, purpose, size };
    return (await this.call("PATCH", `/photos/${photo}`, query, bytes, headers)).json();
  }

  async json(method, path, query, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const answer = await this.call(method, path, query, body && JSON.stringify(body), headers);
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new ApiError("sign_in");
    return answer.json();
  }

  async call(method, path, query, body, headers = {}) {
    const address = `${BASE}${path}?${new URLSearchParams({ ...query, lang: this.language() })}`;
    const answer = await this.reach(address, { method, body, headers: { ...headers, "Field-App": this.build } });
    const named = answer.headers.get("Field-App");
    if (named && named !== this.build) this.onBuild(named);
    if (answer.ok) return answer;
    throw await refusal(answer);
  }

  async reach(address, options) {
    try {
      return await this.fetcher(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-store" });
    } catch {
      throw new ApiError("line");
    }
  }
}

async function refusal(answer) {
  const { status } = answer;
  const offset = answer.headers.get("Upload-Offset");
  if (status === 401) return new ApiError("sign_in", { status });
  if (status >= 500 || status === 429) return new ApiError("busy", { status });
  const { error } = await answer.json().catch(() => ({}));
  const kind = status === 410 ? "update" : "refused";
  return new ApiError(kind, { status, code: error?.code, message: error?.message, offset: offset && Number(offset) });
}
