"""What lies in the `data/` folder of a site, packed for `assets/store.js`."""
