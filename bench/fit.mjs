/** Returns the median. */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Returns the exponent k of y ~ x^k between two points. */
export function exponent([x1, y1], [x2, y2]) {
  return Math.log(y2 / y1) / Math.log(x2 / x1);
}

/**
 * Fits `y = start + slope * x^k` to at least four points. Tries k in steps of 0.01, and minimizes the squares of the
 * relative errors.
 */
export function fitted(points) {
  let best;
  for (let k = 0.5; k <= 2.5; k += 0.01) {
    const { start, slope } = line(points.map(([x, y]) => [x ** k, y]));
    const error = points.reduce((sum, [x, y]) => sum + ((start + slope * x ** k) / y - 1) ** 2, 0);
    if (best === undefined || error < best.error) best = { start, slope, k, error };
  }
  return best;
}

/** Returns the line with the smallest relative error. */
function line(points) {
  let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
  for (const [x, y] of points) {
    const weight = 1 / y ** 2;
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
  }
  const slope = (w * wxy - wx * wy) / (w * wxx - wx ** 2);
  return { start: (wy - slope * wx) / w, slope };
}
