// @ts-check
import { Until } from "./clock.js";
import { Section, Table } from "./parts.js";
import { html } from "./preact.js";
import { inWords, moment } from "./time.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {import("./live.js").Request} Request */

/** @param {Snapshot} snapshot */
export function Requests({ requests, rateLimit, now }) {
  const rows = requests.map((request, index) => ({
    key: String(requests.length - index),
    cells: [
      html`<time dateTime=${request.at}>${moment(request.at)}</time>`,
      html`<span class="name">${request.method}</span>`,
      html`<code>${request.path}${request.query && `?${request.query}`}</code>`,
      html`<${Answer} status=${request.status} />`,
    ],
  }));
  return html`
    <${Section} id="requests" title="Requests">
      <${Budget} ...${rateLimit} now=${now} />
      ${
        requests.length === 0
          ? html`<p class="empty">No requests yet.</p>`
          : html`<${Table}
              caption="Latest requests, newest first"
              columns=${["Simulator time (UTC)", "Method", "Path", "Status"]}
              rows=${rows}
              narrow="lines"
            />`
      }
    <//>
  `;
}

/** @param {{ status: Request["status"] }} props */
function Answer({ status }) {
  if (status === null) {
    return html`<span class="answer failed">none</span>`;
  }
  return html`<span class=${status < 400 ? "answer" : "answer failed"}>${status}</span>`;
}

/**
 * Shows how many requests the rate limit leaves to each user.
 * @param {Snapshot["rateLimit"] & { now: Snapshot["now"] }} props
 */
function Budget({ enabled, requests, window, users, now }) {
  if (!enabled) {
    return html`<p class="muted">The rate limit is disabled.</p>`;
  }
  return html`
    <p class="muted">
      Rate limit: ${requests} requests in ${inWords(window)} for each user.
      ${users.length === 0 && " No requests counted yet."}
    </p>
    <ul class="budgets">
      ${users.map(
        ({ user, remaining, until, blocked }) => html`
          <li key=${user}>
            User <code>${user}</code>:
            ${" "}<strong>${blocked ? "blocked" : `${remaining} left`}</strong>,
            ${" "}full budget <${Until} at=${Date.parse(until)} now=${now} />
          </li>
        `,
      )}
    </ul>
  `;
}
