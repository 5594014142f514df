/** One line of the table at the end. */
export interface Verdict {
  what: string;
  measured: string;
  budget: string;
  isHeld: boolean;
}

/** Takes what is measured and the most that it may be, or with `isLeast` the least. */
export function judge(
  what: string,
  value: number,
  budget: number,
  { unit = '', digits = 2, isLeast = false }: { unit?: string; digits?: number; isLeast?: boolean } = {},
): Verdict {
  return {
    what,
    measured: `${value.toFixed(digits)}${unit}`,
    budget: `${isLeast ? 'at least' : 'at most'} ${budget}${unit}`,
    isHeld: isLeast ? value >= budget : value <= budget,
  };
}
