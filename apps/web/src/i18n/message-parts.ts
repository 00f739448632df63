/** The files a locale's words are kept in, one a part of the product; together they are one tree. */
export const MESSAGE_PARTS = ['app', 'decide', 'rules', 'activity'] as const;
