/** How long RDS may not show what it has just made or changed, in ms. It changes settings one after the other, so an old value may be read for a while. */
export const rdsTiming = { visibilityWindowMs: 60_000, settleMs: 60_000 } as const;
