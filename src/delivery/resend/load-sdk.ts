/** Resend's SDK. It is loaded by whoever sends with it, or has it verify what it reports: most requests need neither. */
export const loadSdk = () => import('resend');
