/** Since when each link has its state. The API does not tell, so the exporter remembers when it first saw it. */
import { z } from "zod";
import { listStateFolder, readStateFile, writeStateFile } from "../../../run/state-folder";

export interface LinkRecord {
  state: string;
  /** Time at which the state was first seen, in milliseconds. */
  since: number;
}

const schema = z.object({
  version: z.literal(1),
  links: z.record(z.string(), z.object({ state: z.string(), since: z.number() })),
});

/** Where records are kept between two processes. */
export interface LinkStore {
  load(): Promise<Record<string, LinkRecord>>;
  save(links: Record<string, LinkRecord>): Promise<void>;
}

const FOLDER = "metrics";

/** Keeps the records of an account in a file of this user. Losing it only resets times. */
export function linkFile(account: string): LinkStore {
  const file = `${account}.json`;
  return {
    async load() {
      if (!listStateFolder(FOLDER).includes(file)) return {};
      return parseLinks(await readStateFile(FOLDER, file));
    },
    save: (links) => writeStateFile([FOLDER, file], JSON.stringify({ version: 1, links })),
  };
}

/** Parses a file. A process that was killed may have left a damaged one, which counts as empty. */
function parseLinks(text: string): Record<string, LinkRecord> {
  try {
    return schema.parse(JSON.parse(text)).links;
  } catch {
    return {};
  }
}

export class LinkMemory {
  readonly #links: Map<string, LinkRecord>;
  /** Ports that this process observed or forgot. Records of all others belong to other exporters. */
  readonly #own = new Set<string>();
  #isChanged = false;

  private constructor(
    private readonly store: LinkStore | undefined,
    links: Record<string, LinkRecord>,
  ) {
    this.#links = new Map(Object.entries(links));
  }

  /** Opens a memory. Without a store, it lasts as long as the process. */
  static async open(store?: LinkStore): Promise<LinkMemory> {
    return new LinkMemory(store, (await store?.load()) ?? {});
  }

  get(port: string): LinkRecord | undefined {
    return this.#links.get(port);
  }

  /** Ports with a record, including those that no longer exist. */
  ports(): string[] {
    return [...this.#links.keys()];
  }

  observe(port: string, state: string, now: number): void {
    this.#own.add(port);
    if (this.#links.get(port)?.state === state) return;
    this.#links.set(port, { state, since: now });
    this.#isChanged = true;
  }

  forget(port: string): void {
    this.#own.add(port);
    this.#isChanged = this.#links.delete(port) || this.#isChanged;
  }

  /** Saves changes. Keeps records that another exporter of the account saved meanwhile. */
  async save(): Promise<void> {
    if (!this.#isChanged || this.store === undefined) return;
    const isOwn = ([port]: readonly [string, unknown]) => this.#own.has(port);
    const others = Object.entries(await this.store.load()).filter((entry) => !isOwn(entry));
    await this.store.save(Object.fromEntries([...others, ...[...this.#links].filter(isOwn)]));
    this.#isChanged = false;
  }
}
