"""How it is seen: draws values, sends messages. Refuses to know where data comes from."""
