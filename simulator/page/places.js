// @ts-check

/** @typedef {import("./live.js").Slot} Slot */
/** @typedef {import("./live.js").State} State */
/** @typedef {Slot & { port: string | undefined, owner: string | undefined }} SlotAtPlace */
/** @typedef {{ name: string | null, slots: SlotAtPlace[] }} Device */
/** @typedef {{ name: string, devices: Device[] }} Site */

/**
 * Facility with a summary of its slots, outages and maintenance.
 * @typedef {{
 *   name: string,
 *   city: string,
 *   sites: Site[],
 *   news: string[],
 *   sum: string,
 *   text: string,
 * }} Facility
 */

/**
 * @template Item, Key
 * @param {Item[]} items
 * @param {(item: Item) => Key} keyOf
 */
function grouped(items, keyOf) {
  /** @type {Map<Key, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

/**
 * Groups slots by facility, site and device.
 * @param {Slot[]} slots
 * @param {State} state
 * @returns {Facility[]}
 */
export function facilitiesOf(slots, state) {
  const ports = new Map(
    state.interconnects.flatMap((port) =>
      port.type === "direct" ? [[port.slot_id.toLowerCase(), port.name]] : [],
    ),
  );
  const owners = new Map(state.accounts.map(({ id, name }) => [id, name]));
  const placed = slots.map((slot) => ({
    ...slot,
    port: ports.get(slot.id.toLowerCase()),
    owner: owners.get(slot.account ?? "") ?? slot.account ?? undefined,
  }));
  return grouped(placed, ({ facility }) => facility.name).map(([name, here]) => ({
    name,
    city: (here[0]?.facility.address ?? []).filter((line) => line !== name).join(", "),
    sites: grouped(here, ({ site }) => site).map(([site, slots]) => ({
      name: site,
      devices: grouped(slots, ({ ccr_device_name }) => ccr_device_name ?? null).map(
        ([device, slots]) => ({ name: device, slots }),
      ),
    })),
    news: newsOf(name, here, state),
    sum: `${here.length} slots free`,
    text: textOf(here),
  }));
}

/**
 * @param {string} name
 * @param {SlotAtPlace[]} slots
 * @param {State} state
 */
function newsOf(name, slots, { outages, maintenance }) {
  const sites = new Set(slots.map(({ site }) => site));
  const devices = new Set(slots.map(({ ccr_device_name }) => ccr_device_name));
  const taken = slots.filter(({ occupied }) => occupied).length;
  // An outage without a scope affects every facility, so a tag on each of them would say nothing.
  const out = outages.some(
    ({ facility, site, device }) =>
      (facility ?? site ?? device) !== undefined &&
      (facility === undefined || facility.toLowerCase() === name.toLowerCase()) &&
      (site === undefined || sites.has(site)) &&
      (device === undefined || devices.has(device)),
  );
  return [
    ...(taken > 0 ? [`${taken} of ${slots.length} slots occupied`] : []),
    ...(out ? ["outage"] : []),
    ...(maintenance.some(({ site }) => sites.has(site)) ? ["maintenance"] : []),
  ];
}

/** @param {SlotAtPlace[]} slots */
function textOf(slots) {
  const words = slots.flatMap(({ facility, site, ccr_device_name, id, port, owner }) => [
    facility.name,
    ...facility.address,
    site,
    ccr_device_name ?? "",
    id,
    port ?? "",
    owner ?? "",
  ]);
  return [...new Set(words)].join("\n").toLowerCase();
}

/**
 * Returns whether a facility matches every search word.
 * @param {Facility} facility
 * @param {string} wanted
 */
export function matches({ text }, wanted) {
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
