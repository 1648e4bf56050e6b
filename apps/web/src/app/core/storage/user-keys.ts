/** What a person leaves in the browser is kept under this prefix, so that logging out can forget it. */
export const USER_KEYS = 'mine:';
