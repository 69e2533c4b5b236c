// @ts-check

/** Error if the simulator refuses the page's control key. */
export class Refused extends Error {}

// Milliseconds without an event after which the stream counts as lost. It sends an event at least every 15 seconds.
const longestSilence = 40_000;

/** @param {Response} response */
async function failure(response) {
  const body = await response.json().catch(() => ({}));
  const text = String(body.error ?? `The simulator responded with status ${response.status}.`);
  return response.status === 401
    ? new Refused("The simulator does not accept this key. It creates a new one at every start.")
    : response.status === 403
      ? new Refused(text)
      : new Error(text);
}

/** Client for the control API under `/_simulator`. */
export class Control {
  #authorization;

  /** @param {string} key */
  constructor(key) {
    this.#authorization = `Bearer ${key}`;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async send(method, path, body) {
    const response = await this.#fetch(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.status === 204 ? undefined : response.json();
  }

  /**
   * Yields the names of events, until the stream ends or sends nothing for too long.
   * @param {AbortSignal} signal
   */
  async *events(signal) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), longestSilence);
    try {
      const ends = AbortSignal.any([signal, silence.signal]);
      const { body } = await this.#fetch("/events", { signal: ends });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), longestSilence);
        const events = (text + part.value).split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) {
          yield /^event: ?(.*)$/m.exec(event)?.[1] ?? "message";
        }
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} init
   */
  async #fetch(path, init) {
    const headers = { authorization: this.#authorization, "content-type": "application/json" };
    const response = await fetch(`/_simulator${path}`, { ...init, headers });
    if (!response.ok) {
      throw await failure(response);
    }
    return response;
  }
}
