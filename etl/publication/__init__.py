"""What leaves the house: texts and files of a frozen release."""
