// The names of the ways in which features are compared, in the order in which help and docs list them: apart, so that no other command
// loads what they reckon with.

export const products = ['whitened', 'cosine', 'dot'] as const;
export type Product = (typeof products)[number];
