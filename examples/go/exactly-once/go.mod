module parley.example/exactly-once

go 1.19
