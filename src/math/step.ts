// Told between the steps of long work: how far it is. Whoever is told may let others have a turn, or throw to stop.

/** `share` of this piece of work that is done, of 1. */
export type Step = (what: string, share: number) => Promise<void> | void;

/** For who neither waits nor stops. */
export const unwatched: Step = () => undefined;
