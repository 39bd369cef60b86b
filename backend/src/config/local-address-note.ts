/** Printed with an invitation if its address is like `http://localhost:8091`. */
export const LOCAL_ADDRESS_NOTE =
  'Only this computer can open that address. To let others in, start with HOST=0.0.0.0, or with PUBLIC_URL and a proxy.';
