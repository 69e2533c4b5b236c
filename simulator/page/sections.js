// @ts-check
import { html } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */

/** @type {Record<string, { title: string, count?: (snapshot: Snapshot) => number }>} */
const sections = {
  ports: { title: "Ports", count: ({ state }) => state.interconnects.length },
  sessions: { title: "Sessions", count: ({ state }) => state.cnis.length },
  outages: { title: "Outages", count: ({ state }) => state.outages.length },
  maintenance: { title: "Maintenance", count: ({ state }) => state.maintenance.length },
  faults: { title: "Faults", count: ({ faults }) => faults.length },
  facilities: { title: "Facilities" },
  requests: { title: "Requests" },
  behaviour: { title: "Behaviour" },
};

/**
 * Returns whether a URL fragment is an anchor on the page rather than a key.
 * @param {string} fragment
 */
export function isPlace(fragment) {
  return fragment === "#main" || Object.hasOwn(sections, fragment.slice(1));
}

/** @param {Snapshot} snapshot */
export function Sections(snapshot) {
  return html`
    <nav aria-label="Sections">
      <ul>
        ${Object.entries(sections).map(
          ([id, { title, count }]) => html`
            <li key=${id}>
              <a href=${`#${id}`}>
                ${title} ${count && html`<span class="count">${count(snapshot)}</span>`}
              </a>
            </li>
          `,
        )}
      </ul>
    </nav>
  `;
}
