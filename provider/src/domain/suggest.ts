/** "Did you mean" suggestions for names and values. Programs load this module, so it must import nothing. */

/** Returns the candidates with a similar spelling, the most similar first. */
export function nearest(text: string, candidates: readonly string[], most = 3): string[] {
  return rankBySpelling(text, candidates, (candidate) => [candidate])
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Returns the most similar candidates, where each candidate has several forms. Its most similar form counts. */
export function nearestByForm(
  text: string,
  candidates: readonly string[],
  formsOf: (candidate: string) => readonly string[],
): string[] {
  const found = rankBySpelling(text, candidates, formsOf);
  return found
    .filter(({ distance }) => distance === found[0]?.distance)
    .map(({ candidate }) => candidate);
}

function rankBySpelling(
  text: string,
  candidates: readonly string[],
  formsOf: (candidate: string) => readonly string[],
): { candidate: string; distance: number }[] {
  const written = normalize(text);
  const distanceTo = (form: string) => {
    const distance = editDistance(written, form);
    return distance <= tolerance(written, form) ? distance : Number.POSITIVE_INFINITY;
  };
  return candidates
    .map((candidate) => ({
      candidate,
      distance: Math.min(
        ...formsOf(candidate)
          .map(normalize)
          // A name without Latin letters normalizes to an empty string, which matches nothing.
          .map((form) => (form === "" ? Number.POSITIVE_INFINITY : distanceTo(form))),
      ),
    }))
    .filter(({ distance }) => Number.isFinite(distance))
    .toSorted((one, other) => one.distance - other.distance);
}

/** Returns `Did you mean "demand"?`, or an empty string if no candidate is similar. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const same = candidates.filter((candidate) => normalize(candidate) === normalize(text));
  if (same.length > 0) return didYouMeanOneOf(same.map((candidate) => JSON.stringify(candidate)));
  return didYouMeanOneOf(nearest(text, candidates).map((candidate) => JSON.stringify(candidate)));
}

/** Returns a "Did you mean" question with the formatted candidates, or an empty string if there are none. */
export function didYouMeanOneOf(shown: readonly string[]): string {
  return shown.length === 0 ? "" : `Did you mean ${shown.join(" or ")}?`;
}

/** Returns the error message for an unknown property. Suggests a similar property if there is one. */
export function unknownProperty(
  path: string,
  key: string,
  { owner, known }: { owner: string; known: readonly string[] },
): string {
  const hint = didYouMean(key, known) || `It must be one of ${known.join(", ")}.`;
  return `${path} is not a property of ${owner}. ${hint}`;
}

/**
 * Returns the number of mistakes to allow: one for every three letters. With more, short unrelated words would match.
 */
function tolerance(text: string, candidate: string): number {
  return Math.floor(Math.min(text.length, candidate.length) / 3);
}

function normalize(text: string): string {
  return text
    .slice(0, 100)
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Damerau-Levenshtein distance. Two swapped neighboring letters count as one mistake. */
function editDistance(one: string, other: string): number {
  let [before, row]: [number[], number[]] = [[], [...other, ""].map((_, at) => at)];
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1];
      const swapped = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      next[to] = Math.min(
        (row[to] ?? at) + 1,
        (next[to - 1] ?? at) + 1,
        (row[to - 1] ?? at) + (same ? 0 : 1),
        swapped && at > 1 && to > 1 ? (before[to - 2] ?? at) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? one.length;
}
