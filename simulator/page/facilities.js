// @ts-check

import { Section, useTools } from "./parts.js";
import { facilitiesOf, matches } from "./places.js";
import { html, useMemo, useState } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {import("./live.js").Slot} Slot */
/** @typedef {import("./places.js").Facility} Facility */

// A search with at most this many results expands them.
const few = 4;

/** @param {Snapshot} snapshot */
export function Facilities({ slots, state }) {
  const [wanted, search] = useState("");
  const [unfolded, unfold] = useState(false);
  const all = useMemo(() => facilitiesOf(slots, state), [slots, state]);
  const found = all.filter((facility) => matches(facility, wanted));
  const busy = found.filter(({ news }) => news.length > 0);
  const quiet = found.filter(({ news }) => news.length === 0);
  const searching = wanted.trim() !== "";

  return html`
    <${Section} id="facilities" title="Facilities" count=${all.length}>
      <div class="search" role="search">
        <label for="search">Search facilities, sites, devices, slots and ports</label>
        <input
          id="search"
          type="search"
          value=${wanted}
          onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
            search(event.currentTarget.value)}
        />
        <p class="muted" role="status">
          ${searching && `${found.length} of ${all.length} facilities match.`}
        </p>
      </div>
      ${busy.length > 0 && html`<h3>In use or affected</h3>`}
      <${Group} facilities=${busy} open=${true} />
      ${
        quiet.length > 0 &&
        html`
          <details
            open=${searching || unfolded}
            onToggle=${(/** @type {Event & { currentTarget: HTMLDetailsElement }} */ event) =>
              searching || unfold(event.currentTarget.open)}
          >
            <summary>
              <h3>${busy.length === 0 ? "All slots free" : "Other facilities, all slots free"}</h3>
              ${" "}<span class="count">${quiet.length}</span>
            </summary>
            <${Group} facilities=${quiet} open=${searching && found.length <= few} />
          </details>
        `
      }
    <//>
  `;
}

/** @param {{ facilities: Facility[], open: boolean }} props */
function Group({ facilities, open }) {
  return html`
    <ul class="facilities">
      ${facilities.map(
        (facility) => html`
          <li key=${facility.name}>
            <details open=${open}>
              <summary>
                <strong>${facility.name}</strong>
                <small>${facility.city}</small>
                <span class="tags">
                  ${facility.news.map((text) => html`<span class="tag">${text}</span>`)}
                  ${facility.news.length === 0 && html`<small>${facility.sum}</small>`}
                </span>
              </summary>
              ${facility.sites.map(
                ({ name, devices }) => html`
                  <h4>Site ${name}</h4>
                  ${devices.map(
                    (device) => html`
                      <h5>${device.name ?? "Device unknown"}</h5>
                      <ul class="slots" aria-label=${`Slots of ${device.name ?? name}`}>
                        ${device.slots.map((slot) => html`<${SlotLine} key=${slot.id} slot=${slot} />`)}
                      </ul>
                    `,
                  )}
                `,
              )}
            </details>
          </li>
        `,
      )}
    </ul>
  `;
}

/** @param {{ slot: import("./places.js").SlotAtPlace }} props */
function SlotLine({ slot: { id, speed, occupied, account, port, owner } }) {
  const { send, act } = useTools();
  const done = occupied ? "Slot released." : "Slot occupied.";
  function turn() {
    void act(done, () => send("PUT", `/slots/${encodeURIComponent(id)}`, { occupied: !occupied }));
  }
  const foreign = occupied && account === null;
  return html`
    <li class=${occupied ? "taken" : "free"}>
      <span class="speed">${speed}</span>
      <span class="who">
        ${
          !occupied
            ? "Free"
            : foreign
              ? "Another customer"
              : html`<strong class="name">${port}</strong> <small title=${account}>${owner}</small>`
        }
        <code class="id">${id}</code>
      </span>
      ${
        (!occupied || foreign) &&
        html`
          <span class="buttons small">
            <button
              type="button"
              id=${`turn-${id}`}
              aria-label=${`${occupied ? "Release" : "Occupy"} slot ${id}`}
              title=${occupied ? "Free the slot of the other customer" : "Let another customer occupy the slot"}
              onClick=${turn}
            >
              ${occupied ? "Release" : "Occupy"}
            </button>
          </span>
        `
      }
    </li>
  `;
}
