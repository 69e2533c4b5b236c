/** Notifies listeners that something changed, without saying what. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  emit(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Registers a listener and returns a function that removes it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
