// @ts-check
import { Section, Table, useTools } from "./parts.js";
import { html, useState } from "./preact.js";

/** @typedef {import("./live.js").Snapshot} Snapshot */
/** @typedef {Snapshot["state"]["cnis"][number]} Session */

/** @param {Snapshot} snapshot */
export function Sessions({ state: { cnis } }) {
  const rows = cnis.map((session) => ({ key: session.id, cells: cellsOf(session) }));
  return html`
    <${Section} id="sessions" title="Sessions (CNIs)" count=${cnis.length}>
      ${
        cnis.length === 0
          ? html`<p class="empty">No sessions.</p>`
          : html`<${Table}
              caption="Sessions"
              columns=${[
                "Conduit name",
                "Port",
                "Cloudflare's end",
                "Customer's end",
                "MTU",
                "Customer's ASN",
                "Extra prefixes",
                "BGP mode",
                "MD5 key",
                "Delete",
              ]}
              rows=${rows}
            />`
      }
    <//>
  `;
}

/** @param {Session} session */
function cellsOf(session) {
  const { magic, bgp } = session;
  const none = html`<span class="muted">none</span>`;
  return [
    html`<strong class="name">${magic.conduit_name}</strong><small>${magic.description}</small>`,
    html`<span class="name">${session.interconnect}</span>`,
    html`<code>${session.p2p_ip}</code>`,
    html`<code>${session.cust_ip}</code>`,
    magic.mtu,
    bgp ? bgp.customer_asn : html`<span class="muted">no BGP</span>`,
    bgp && bgp.extra_prefixes.length > 0
      ? bgp.extra_prefixes.map((prefix) => html`<code class="line">${prefix}</code>`)
      : none,
    session.bgp_mode
      ? html`<span class="name">${session.bgp_mode}</span>`
      : html`<span class="muted">not set</span>`,
    bgp?.md5_key == null
      ? none
      : html`<${Secret} of=${magic.conduit_name} secret=${bgp.md5_key} />`,
    html`<${Delete} session=${session} />`,
  ];
}

/** @param {{ of: string, secret: string }} props */
function Secret({ of, secret }) {
  const [shown, show] = useState(false);
  return html`
    <span class="buttons small">
      <button
        type="button"
        aria-expanded=${String(shown)}
        aria-label=${`${shown ? "Hide" : "Show"} the MD5 key of ${of}`}
        onClick=${() => show(!shown)}
      >
        ${shown ? "Hide" : "Show"}
      </button>
      ${shown && html`<code>${secret}</code>`}
    </span>
  `;
}

/** @param {{ session: Session }} props */
function Delete({ session: { id, magic } }) {
  const { send, act, ask } = useTools();
  const name = magic.conduit_name;
  function remove() {
    ask({
      title: `Delete session ${name}?`,
      text: "This deletes the session, bypassing the API. Programs are not notified.",
      verb: "Delete",
      act: () =>
        void act(`Session ${name} deleted.`, () =>
          send("DELETE", `/cnis/${encodeURIComponent(id)}`),
        ),
    });
  }
  return html`
    <div class="buttons small">
      <button type="button" class="danger" aria-label=${`Delete … ${name}`} onClick=${remove}>
        Delete …
      </button>
    </div>
  `;
}
