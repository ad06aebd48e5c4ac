"""An audit that shares no code with the rooms: plain SQL over the raw tables, files read anew.

Each check is a query that lists what differs; an audit without findings is the proof that orders,
volume, earnings, ledger, payouts and bank files tell the same story to the cent.
"""
