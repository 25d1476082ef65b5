/** Whether the proofs run at the size the requirements ask: `npm run proof:security`. */
export const WHOLE = process.env['PROOF'] === 'whole';
/** How often: as usual, or as often as the requirement asks. */
export const scaled = (usual: number, whole: number): number => (WHOLE ? whole : usual);
