/** Cloudflare counts a user's requests over five minutes, in milliseconds. */
const WINDOW = 5 * 60_000;

/** So many requests and no more in any five minutes. */
export class Budget {
  /** When each was spent, oldest first. */
  private spent: number[] = [];

  constructor(private readonly requests: number) {}

  left(now: number): number {
    this.spent = this.spent.filter((time) => time > now - WINDOW);
    return this.requests - this.spent.length;
  }

  /** The time from which there is something left. */
  freeAt(now: number): number {
    const owed = -this.left(now);
    return owed < 0 ? now : (this.spent[owed] ?? now) + WINDOW;
  }

  /** May spend more than is left: what was sent was sent, and the debt is paid off by waiting. */
  spend(now: number, requests = 1): void {
    for (let sent = 0; sent < requests; sent += 1) this.spent.push(now);
  }
}
