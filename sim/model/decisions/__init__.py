"""What the two staffs decide: pressing on or pausing, ordering a withdrawal, the move itself."""
