// Each fixture has a service and a database of its own and spends much of its time waiting. What measures or kills runs alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
