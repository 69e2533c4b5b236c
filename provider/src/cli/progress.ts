/** Progress bar on stderr for many requests, only on a terminal. */
import type { Output } from "./output";

const WIDTH = 24;
/** Minimum number of items for which the bar is shown. */
const MIN_ITEMS = 4;

/** Runs `work` on every item and shows the progress. */
export async function withProgress<Item, Result>(
  output: Output,
  what: string,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const isShown = process.stderr.isTTY && !output.quiet && items.length >= MIN_ITEMS;
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
