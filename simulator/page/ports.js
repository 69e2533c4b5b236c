// @ts-check
import { Until } from "./clock.js";
import { nextChange, planned } from "./forecast.js";
import { Section, State, Table, useTools } from "./parts.js";
import { html } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {Snapshot["state"]["interconnects"][number]} Port */

const states = ["Healthy", "Unhealthy", "Down", "Pending"];

/** @param {Snapshot} snapshot */
export function Ports({ state, now }) {
  const { interconnects } = state;
  const rows = interconnects.map((port) => ({
    key: port.name,
    cells: [
      html`<${Name} port=${port} state=${state} now=${now} />`,
      html`<${Status} port=${port} state=${state} now=${now} />`,
      html`<${Place} port=${port} />`,
      port.speed ?? "unknown",
      html`<${Next} port=${port} state=${state} now=${now} />`,
      html`<${Actions} port=${port} sessions=${state.cnis} />`,
    ],
  }));
  return html`
    <${Section} id="ports" title="Ports" count=${interconnects.length}>
      ${
        interconnects.length === 0
          ? html`
              <p class="empty">
                No ports. Order one through the API at
                ${" "}<code>${location.origin}/client/v4</code>, with the account
                ${" "}<code>${state.accounts[0]?.id}</code>.
              </p>
            `
          : html`<${Table}
              caption="Ports"
              columns=${["Port", "State", "Facility and device", "Speed", "Next change", "Set now"]}
              rows=${rows}
            />`
      }
    <//>
  `;
}

/** @param {{ port: Port, state: Snapshot["state"], now: Snapshot["now"] }} props */
function Name({ port, state, now }) {
  const account = state.accounts.find(({ id }) => id === port.account);
  const hidden = state.ports[port.name];
  const edits = Object.keys(hidden?.edits ?? {});
  const unseen = hidden !== undefined && Date.parse(hidden.visibleFrom) > now.time;
  return html`
    <strong class="name">${port.name}</strong>
    <small title=${port.account}>${account?.name ?? port.account}</small>
    ${unseen && html`<small>Not visible in the API yet.</small>`}
    ${
      hidden?.goneAt !== undefined &&
      html`<small>Deleted; removed <${Until} at=${Date.parse(hidden.goneAt)} now=${now} /></small>`
    }
    ${edits.length > 0 && html`<small>Overridden fields: ${edits.join(", ")}</small>`}
  `;
}

/** @param {{ port: Port, state: Snapshot["state"], now: Snapshot["now"] }} props */
function Status({ port, state, now }) {
  const { state: reported, reason } = state.statuses[port.name] ?? { state: "?" };
  const plan = state.ports[port.name]?.plan;
  const without = plan && planned(plan, now.time);
  return html`
    <${State} state=${reported} />
    ${reason && html`<small>${reason}</small>`}
    ${
      without !== undefined &&
      without !== reported &&
      html`<small>State by plan: ${without}.</small>`
    }
  `;
}

/** @param {{ port: Port }} props */
function Place({ port }) {
  return port.type === "direct"
    ? html`
        ${port.facility.name}
        <small>${port.ccr_device_name ?? `${port.site}, device unknown`}</small>
      `
    : html`Google Cloud<small>${port.region}</small>`;
}

/** @param {{ port: Port, state: Snapshot["state"], now: Snapshot["now"] }} props */
function Next({ port, state, now }) {
  const next = nextChange(port, state, now.time);
  return next
    ? html`<${State} state=${next.state} /> <small><${Until} at=${next.at} now=${now} /></small>`
    : html`<span class="muted">none known</span>`;
}

/** @param {{ port: Port, sessions: Snapshot["state"]["cnis"] }} props */
function Actions({ port: { name }, sessions }) {
  const { send, act, ask } = useTools();
  const path = `/interconnects/${encodeURIComponent(name)}`;

  /** @param {string} state */
  function set(state) {
    const reason = state === "Down" || state === "Unhealthy" ? { reason: "set manually" } : {};
    const plan = [{ after: "0s", state, ...reason }];
    void act(`Port ${name} set to ${state}.`, () => send("PUT", `${path}/plan`, plan));
  }
  function remove() {
    const count = sessions.filter(({ interconnect }) => interconnect === name).length;
    const carried = count === 1 ? "its session" : `its ${count} sessions`;
    ask({
      title: `Delete port ${name}?`,
      text: `This deletes the port${count > 0 ? ` with ${carried}` : ""}, bypassing the API. Programs are not notified.`,
      verb: "Delete",
      act: () => void act(`Port ${name} deleted.`, () => send("DELETE", path)),
    });
  }

  return html`
    <div class="buttons small" role="group" aria-label=${`Port ${name}`}>
      ${states.map(
        (state) => html`
          <button
            type="button"
            key=${state}
            aria-label=${`Set ${name} to ${state}`}
            onClick=${() => set(state)}
          >
            ${state}
          </button>
        `,
      )}
      <button type="button" class="danger" aria-label=${`Delete … ${name}`} onClick=${remove}>
        Delete …
      </button>
    </div>
  `;
}
