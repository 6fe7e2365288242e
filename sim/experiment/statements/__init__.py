"""What an expert says of any world, tried on many random ones: the twin, on outcomes, of the tests of single laws."""
