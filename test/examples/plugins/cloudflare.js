// @ts-check
/**
 * Stands in for the plugin of `@pulumi/cloudflare`. Supports the types that the examples use, and sends the same requests
 * as the real plugin, so that the simulator validates them.
 */
const { main } = require("@pulumi/pulumi/provider");

/** @typedef {Record<string, unknown>} Props */

/** @type {Record<string, { path: string, body(inputs: Props): Props }>} */
const types = {
  "cloudflare:index/magicWanStaticRoute:MagicWanStaticRoute": {
    path: "magic/routes",
    body: ({ accountId: _, ...route }) => route,
  },
  "cloudflare:index/magicWanGreTunnel:MagicWanGreTunnel": {
    path: "magic/gre_tunnels",
    body: ({
      customerGreEndpoint,
      cloudflareGreEndpoint,
      interfaceAddress,
      healthCheck,
      name,
      mtu,
    }) => ({
      name,
      mtu,
      customer_gre_endpoint: customerGreEndpoint,
      cloudflare_gre_endpoint: cloudflareGreEndpoint,
      interface_address: interfaceAddress,
      health_check: healthCheck,
    }),
  },
  "cloudflare:index/notificationPolicy:NotificationPolicy": {
    path: "alerting/v3/policies",
    body: ({ accountId: _, alertType, filters, mechanisms, ...policy }) => ({
      ...policy,
      alert_type: alertType,
      filters: renamed(filters, { airportCodes: "airport_code" }),
      mechanisms: renamed(mechanisms, { emails: "email" }),
    }),
  },
};

/**
 * Converts Pulumi's plural names to the names of the API. Throws for an unknown name, because its value would be lost.
 * @param {unknown} given
 * @param {Record<string, string>} names
 */
function renamed(given, names) {
  if (typeof given !== "object" || given === null) return undefined;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const name = names[key];
      if (name === undefined) throw new Error(`The stand-in does not support the property ${key}.`);
      return [name, value];
    }),
  );
}

/** @param {string} urn */
function typeOf(urn) {
  const name = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = types[name];
  if (type === undefined) throw new Error(`The stand-in does not support the type ${name}.`);
  return type;
}

/**
 * @param {string} method
 * @param {string} urn
 * @param {Props} inputs
 * @param {string} [id]
 */
async function send(method, urn, inputs, id) {
  const { path, body } = typeOf(urn);
  const parts = [process.env.CLOUDFLARE_BASE_URL, "accounts", inputs.accountId, path, id];
  const response = await fetch(parts.filter((part) => part !== undefined).join("/"), {
    method,
    headers: {
      authorization: `Bearer ${process.env.CLOUDFLARE_API_TOKEN}`,
      "content-type": "application/json",
    },
    body: method === "GET" || method === "DELETE" ? undefined : JSON.stringify(body(inputs)),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

exports.run = () => {
  /** @type {import("@pulumi/pulumi/provider").Provider} */
  const provider = {
    version: "6.0.0",
    async check(_urn, _olds, news) {
      return { inputs: news };
    },
    async diff(_id, _urn, { id: _, ...olds }, news) {
      const isSame = JSON.stringify(sorted(olds)) === JSON.stringify(sorted(news));
      return { changes: !isSame, replaces: olds.accountId === news.accountId ? [] : ["accountId"] };
    },
    async create(urn, inputs) {
      const { result } = await send("POST", urn, inputs);
      return { id: result.id, outs: inputs };
    },
    async read(id, urn, props) {
      await send("GET", urn, props, id);
      return { id, props, inputs: props };
    },
    async update(id, urn, _olds, news) {
      await send("PUT", urn, news, id);
      return { outs: news };
    },
    async delete(id, urn, props) {
      await send("DELETE", urn, props, id);
    },
  };
  void main(provider, process.argv.slice(2));
};

/** @param {Props} props */
function sorted(props) {
  return Object.entries(props).sort(([one], [other]) => (one < other ? -1 : 1));
}
