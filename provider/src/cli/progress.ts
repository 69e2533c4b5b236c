/** A bar on the terminal's stderr for work of many requests; silent everywhere else. */
import type { Output } from "./output";

const WIDTH = 24;
/** What a short piece of work does not need. */
const SHORTEST = 4;

/** Runs the same work on every item, a few at a time, and shows how far it is. */
export async function withProgress<Item, Result>(
  output: Output,
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const isShown = process.stderr.isTTY && !output.quiet && items.length >= SHORTEST;
  let done = 0;
  const draw = () => {
    const filled = Math.round((done / items.length) * WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    process.stderr.write(`\r\x1b[K${bar} ${done}/${items.length} ${what}`);
  };
  if (isShown) draw();
  try {
    return await Promise.all(
      items.map(async (item) => {
        const result = await work(item);
        done += 1;
        if (isShown) draw();
        return result;
      }),
    );
  } finally {
    if (isShown) process.stderr.write("\r\x1b[K");
  }
}
