"""Questions about sequences, one file each: `partial` over a partition, `merge` of two partials, `empty`."""
