/** What whoever invites others has to know of an address like `http://localhost:8091`. */
export const OPENED_HERE =
  'Only this computer can open that address. To let others in, start with HOST=0.0.0.0, or with PUBLIC_URL and a proxy.';
