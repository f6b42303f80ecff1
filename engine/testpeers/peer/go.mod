module byway/testpeers/peer

go 1.26
