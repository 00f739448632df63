import { noteTexts, type SyncNote } from '@commerce/core';

/** Warnings as the API gives them: their English, and what to say them in other languages by. */
export const saying = (notes: readonly SyncNote[]) => ({
  warnings: noteTexts(notes),
  coded_warnings: [...notes],
});
