/** Tells whoever listens that something has changed; what, they look up themselves. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  emit(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Answers how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
