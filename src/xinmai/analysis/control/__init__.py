"""Control of companies: whom a party controls, who controls a company, who stands behind it."""
