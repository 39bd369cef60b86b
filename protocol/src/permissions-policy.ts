/** What the pages may ask the browser for, sent beside the Content-Security-Policy: the camera reads QR codes, and nothing else is used. */
export const PERMISSIONS_POLICY = [
  'camera=(self)',
  'display-capture=()',
  'geolocation=()',
  'hid=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'serial=()',
  'usb=()',
].join(', ');
